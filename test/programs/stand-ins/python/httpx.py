"""As requests, in what the programs use of it."""

from requests import Session as Client
from requests import post

__all__ = ["Client", "post"]
