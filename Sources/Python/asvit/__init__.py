"""Training-free search for vision transformers, by the program ``asvit``."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("asvit")
