package a

// ruleid: method-result
func (e *E) Error() string {
	return ""
}

// ok: method-result
func (e *E) Text() string {
	return ""
}
