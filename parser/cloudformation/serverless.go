package cloudformation

import (
	"slices"
	"strings"
)

// serverless expands the resources of the transform AWS::Serverless-2016-10-31
// into those that it makes, as far as a policy can see them. The new resources
// are built from the nodes that the user wrote, so they keep their places.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
type serverless struct {
	stack   *stack
	globals *node
	apis    map[string]*serverlessAPI
	order   []*serverlessAPI
	// additions are made when all resources are declared.
	additions []addition
	// sharedPlan is nil until the first API uses it.
	sharedPlan *sharedPlan
}

const serverlessPrefix = "AWS::Serverless::"

// expandServerless expands a resource of the serverless transform; false for
// any other resource.
func (s *stack) expandServerless(e *entry, globals *node) bool {
	kind, ok := strings.CutPrefix(e.body.get("Type").text(), serverlessPrefix)
	if !ok {
		return false
	}
	if s.sam == nil {
		s.sam = &serverless{stack: s, globals: globals, apis: map[string]*serverlessAPI{}}
	}
	x := &expansion{serverless: s.sam, entry: e, properties: s.sam.withGlobals(kind, e)}
	switch kind {
	case "Function":
		x.function()
	case "Api":
		s.sam.declareAPI(x, false)
	case "HttpApi":
		s.sam.declareAPI(x, true)
	case "SimpleTable":
		x.simpleTable()
	case "StateMachine":
		x.stateMachine()
	case "LayerVersion":
		x.layerVersion()
	case "Application":
		x.application()
	case "GraphQLApi":
		x.graphQL()
	default:
		return false
	}
	return true
}

// finishServerless makes the APIs, which collect routes from all functions.
func (s *stack) finishServerless() {
	if s.sam == nil {
		return
	}
	for _, api := range s.sam.order {
		api.emit()
	}
	s.sam.add()
}

// withGlobals merges the Globals of a resource kind into its properties.
func (sam *serverless) withGlobals(kind string, e *entry) *node {
	properties := e.body.get("Properties").target()
	if !properties.is(mappingNode) {
		properties = e.body.target().derive(mappingNode)
	}
	return merge(sam.globals.get(kind).target(), properties)
}

// merge combines a global and a local value: mappings by key, lists one after
// the other, else the local one.
func merge(global, local *node) *node {
	global, local = global.target(), local.target()
	switch {
	case global == nil:
		return local
	case local == nil:
		return global
	case global.is(mappingNode) && local.is(mappingNode) && global.tag == "" && local.tag == "":
		if name, _ := local.function(); name != "" {
			return local
		}
		merged := *local
		merged.items = nil
		global.pairs(func(k, v *node) {
			if own, value := local.entry(k.value); value != nil {
				k, v = own, merge(v, value)
			}
			merged.items = append(merged.items, k, v)
		})
		local.pairs(func(k, v *node) {
			if global.get(k.value) == nil {
				merged.items = append(merged.items, k, v)
			}
		})
		return &merged
	case global.is(sequenceNode) && local.is(sequenceNode):
		merged := *local
		merged.items = append(slices.Clone(global.items), local.items...)
		return &merged
	}
	return local
}

// expansion makes the resources of one serverless resource.
type expansion struct {
	*serverless
	entry      *entry
	properties *node
}

// kept are the attributes of a serverless resource that its main resource takes over.
var kept = []string{"DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata", "Condition", "CreationPolicy", "UpdatePolicy"}

// main declares the resource that has the id of the serverless resource.
func (x *expansion) main(kind string, properties *block) {
	body := x.body(kind, properties)
	for _, name := range kept {
		if key, value := x.entry.body.entry(name); value != nil && name != "Condition" {
			body.items = append(body.items, key, value)
		}
	}
	e := *x.entry
	e.body = body
	x.stack.declare(&e)
}

// extra declares a further resource whose place is a key: of the serverless
// resource, or of one of its events.
func (x *expansion) extra(suffix, kind string, key *node, properties *block) string {
	e := *x.entry
	e.id, e.config, e.key = x.entry.id+suffix, x.entry.config+suffix, key
	e.body = x.body(kind, properties)
	if key != x.entry.key {
		e.body.start, e.body.end, e.body.src = key.start, key.end, key.src
	}
	if x.stack.resources[e.id] == nil {
		x.stack.declare(&e)
	}
	return e.id
}

func (x *expansion) body(kind string, properties *block) *node {
	site := x.entry.body.target()
	body := site.derive(mappingNode, site.deriveText("Type"), site.deriveText(kind), site.deriveText("Properties"), properties.node())
	if key, value := x.entry.body.entry("Condition"); value != nil {
		body.items = append(body.items, key, value)
	}
	return body
}
