"""What has to happen by when: plans back from cut-offs, and whether a release is ready."""
