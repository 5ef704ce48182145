"""Practice twins: how trainees get in, what their days are, their mail, and the page on which a Party asks for one."""
