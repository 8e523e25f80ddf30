"""As requests, in what the programs use of it."""

from requests import post

__all__ = ["post"]
