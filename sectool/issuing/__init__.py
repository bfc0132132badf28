"""What went out: recorded, rebuilt, and checked against what the register gives now."""
