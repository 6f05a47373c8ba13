"""What nobody foresaw: errors that nothing catches, crashes of libraries, and being told to end."""
