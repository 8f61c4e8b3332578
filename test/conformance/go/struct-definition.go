package a

// ruleid: struct-definition
type User struct {
	Name     string
	Password string
}

// ok: struct-definition
type Group struct {
	Name string
}
