"""The pages about people: oneself, traders, officials, invitations."""
