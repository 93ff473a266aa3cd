"""Fits on Spark what grows with the interactions, for the training container to take: see README.md."""
