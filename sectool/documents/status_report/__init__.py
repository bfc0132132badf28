"""The Change Status Report: where every modification stands on a day.

It looks back to the report before it, and forward as far as anything is expected. `value` is what
it says, `compose` puts it together, `view` is the register as every section looks at it.
"""
