"""Looking for what is wrong with a deployment, and mending what is safe to mend."""
