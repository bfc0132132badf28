"""The Release Implementation Document."""
