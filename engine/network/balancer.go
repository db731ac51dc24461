package network

// readBalancers finds what load balancers forward to.
func (n *network) readBalancers() {}

// forward follows packets through load balancers to their targets.
func (n *network) forward() {}
