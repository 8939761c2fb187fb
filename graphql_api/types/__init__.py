"""The GraphQL types: one module for each module of `kg.facts`, and labels with their sections and documents."""
