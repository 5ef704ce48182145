"""Files that people attach: what they may be, and whether a scanner has looked at them."""
