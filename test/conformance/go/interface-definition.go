package a

// ruleid: interface-definition
type I interface {
	M()
}

// ok: interface-definition
type S struct {
}
