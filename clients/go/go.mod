module github.com/kloakd/kloakd-go

go 1.19
