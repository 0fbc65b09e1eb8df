"""The maker of the built-in base map; nothing here is needed to draw a map."""
