"""How every page looks: form rendering, components, colours and the menu."""
