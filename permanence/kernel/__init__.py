"""The rules of practice, pure: facts in, reasons and dates out."""
