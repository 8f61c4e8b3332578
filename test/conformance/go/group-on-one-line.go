package p

// ruleid: group-on-one-line
var a = open()

var (
	// ruleid: group-on-one-line
	b = open()
)

// ruleid: group-on-one-line
var ( c = open() )

// ok: group-on-one-line
var ( d = shut() )
