"""Working Days, meetings, and the date language."""
