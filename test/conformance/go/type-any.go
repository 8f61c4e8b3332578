package p

// ruleid: type-any
type user struct {
	name string
}

// ruleid: type-any
type id int

// ruleid: type-any
type reader interface {
	Read() int
}

// ok: type-any
type alias = string
