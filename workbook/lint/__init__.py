"""What the built template is held to."""
