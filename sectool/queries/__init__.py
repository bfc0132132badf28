"""One answer to each question that is asked of a register on a day."""
