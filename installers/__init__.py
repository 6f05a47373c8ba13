"""What makes the bundle and from it the installer of each system. `python3 dev.py bundle` runs it all."""
