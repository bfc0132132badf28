"""Plans beyond what is: back from cut-offs, what-if, the year as a whole, how a plan slipped."""
