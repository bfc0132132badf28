"""Registers kept elsewhere, such as spreadsheets, as edits of this one.

Nothing is taken wrongly in silence: what is not sure is guessed and reported, or refused.
"""
