package a

// ruleid: method-receiver
func (s *Server) Run(port int) {
}

// ok: method-receiver
func (c *Client) Run(port int) {
}
