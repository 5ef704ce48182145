"""What the QR of a permit says, and how anybody can check it: an ES256 JWS (RFC 7515), without Django."""
