"""The GraphQL types: those made of shapes, and by hand those of decisions and calculations."""
