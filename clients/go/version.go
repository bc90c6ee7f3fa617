package kloakd

// Version of this package. A release is tagged v and this.
const Version = "0.1.0"
