"""The register of models and datasets."""
