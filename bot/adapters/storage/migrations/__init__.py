"""How the tables came to be, step by step; a step never changes once it was released."""
