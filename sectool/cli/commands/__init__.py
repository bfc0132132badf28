"""The commands, a module for each noun, or for each command with a body of its own."""
