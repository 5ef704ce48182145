"""The permit as a machine reads it: CITESEPermit of the CITES e-permitting toolkit, version 2."""
