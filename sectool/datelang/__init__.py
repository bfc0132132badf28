"""The date language: phrases as trees, read, evaluated, and turned round."""
