"""Documents as values: facts composed, not yet worded."""
