package cloudformation

import "github.com/plumb-iac/plumb/parser/graph"

func (s *stack) coerce(_ *graph.Resource) {}
