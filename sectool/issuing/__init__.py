"""What went out: recorded, built again, and compared with what the register gives now.

Hands on nothing: a command imports the one module that it uses, and pays for no other.
"""
