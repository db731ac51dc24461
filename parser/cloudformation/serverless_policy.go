package cloudformation

import (
	_ "embed" // the policy templates
	"strconv"
	"strings"
)

// policyTemplates has a line for each statement of each policy template:
// template, actions, resources, separated by white space. The resources may
// name the parameters of the template; lists are separated by commas.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
//
//go:embed policy_templates.txt
var policyTemplates string

// rolePolicies collects the policies of a role in the making.
type rolePolicies struct {
	x       *expansion
	managed *node
	inline  *node
	// position of the entry of Policies that is being sorted.
	position int
}

// role makes the role of a function or state machine from its Policies.
func (x *expansion) role(service, tag string, arns []string, more func(*rolePolicies)) string {
	p, b := x.properties, x.block()
	if _, trust := p.entry("AssumeRolePolicyDocument"); trust != nil {
		b.copy(p, "AssumeRolePolicyDocument")
	} else {
		principal := x.block().set("Service", b.texts(service)).node()
		b.set("AssumeRolePolicyDocument", x.policyDocument(x.entry.key, x.block().text("Effect", "Allow").
			set("Action", b.texts("sts:AssumeRole")).set("Principal", principal).node()))
	}
	policies := &rolePolicies{x: x, managed: b.list(), inline: b.list()}
	for _, arn := range arns {
		policies.managed.items = append(policies.managed.items, b.sub(arn))
	}
	more(policies)
	if key, written := p.entry("Policies"); written != nil {
		policies.managed.start, policies.managed.end = written.start, written.end
		policies.inline.start, policies.inline.end = written.start, written.end
		policies.managed.src, policies.inline.src = written.src, written.src
		each := written.elements()
		if each == nil {
			each = []*node{written}
		}
		for i, policy := range each {
			policies.position = i
			policies.add(key, policy.target())
		}
	}
	if len(policies.managed.items) > 0 {
		b.set("ManagedPolicyArns", policies.managed)
	}
	if len(policies.inline.items) > 0 {
		b.set("Policies", policies.inline)
	}
	b.move("PermissionsBoundary", p, "PermissionsBoundary").move("Path", p, "RolePath").tags(p, tag)
	return x.extra("Role", "AWS::IAM::Role", x.entry.key, b)
}

// policyDocument makes a document of statements.
func (x *expansion) policyDocument(key *node, statements ...*node) *node {
	b := newBlock(key)
	return b.text("Version", "2012-10-17").set("Statement", b.list(statements...)).node()
}

// document adds an inline policy.
func (r *rolePolicies) document(key *node, name string, statements ...*node) {
	b := newBlock(key).text("PolicyName", name).set("PolicyDocument", r.x.policyDocument(key, statements...))
	r.inline.items = append(r.inline.items, b.node())
}

// named makes an inline policy of an entry of Policies, called by its position.
func (r *rolePolicies) named(key, document *node) *node {
	b := newBlock(key)
	b.start(document)
	return b.text("PolicyName", r.x.entry.id+"RolePolicy"+strconv.Itoa(r.position)).set("PolicyDocument", document).node()
}

// start makes the place of what is built that of a node.
func (b *block) start(n *node) {
	site := *b.site
	site.src, site.start, site.end = n.src, n.start, n.end
	b.site = &site
}

// add sorts one entry of Policies to the managed or the inline policies. An
// entry under Fn::If goes to both, with nothing in the branches of the other kind.
func (r *rolePolicies) add(key, policy *node) {
	managed, inline := r.classify(key, policy)
	if managed != nil {
		r.managed.items = append(r.managed.items, managed)
	}
	if inline != nil {
		r.inline.items = append(r.inline.items, inline)
	}
}

func (r *rolePolicies) classify(key, policy *node) (managed, inline *node) {
	policy = policy.target()
	if function, argument := policy.function(); function == "Fn::If" && len(argument.elements()) == 3 {
		items := argument.elements()
		yesManaged, yesInline := r.classify(key, items[1])
		noManaged, noInline := r.classify(key, items[2])
		return choice(policy, items[0], yesManaged, noManaged), choice(policy, items[0], yesInline, noInline)
	} else if function != "" {
		if function == "Ref" && argument.text() == "AWS::NoValue" {
			return nil, nil
		}
		return policy, nil
	}
	switch {
	case policy.is(scalarNode):
		if strings.HasPrefix(policy.value, "arn:") {
			return policy, nil
		}
		// The name of a managed policy.
		name := policy.value
		if strings.HasPrefix(name, "AWSLambda") && strings.HasSuffix(name, "Role") {
			name = "service-role/" + name
		}
		return policy.deriveCall("Fn::Sub", policy.deriveText(managedPolicy(name))), nil
	case policy.get("Statement") != nil:
		return nil, r.named(key, policy)
	case policy.is(mappingNode) && len(policy.items) == 2:
		if document := r.x.fromTemplate(policy.items[0], policy.items[1]); document != nil {
			return nil, r.named(key, document)
		}
	}
	return nil, nil
}

// choice builds Fn::If, nil when neither branch has anything.
func choice(site, condition, yes, no *node) *node {
	if yes == nil && no == nil {
		return nil
	}
	nothing := site.deriveCall("Ref", site.deriveText("AWS::NoValue"))
	if yes == nil {
		yes = nothing
	}
	if no == nil {
		no = nothing
	}
	return site.deriveCall("Fn::If", site.derive(sequenceNode, condition, yes, no))
}

// fromTemplate expands a policy template with its parameters.
func (x *expansion) fromTemplate(name, parameters *node) *node {
	var statements []*node
	for line := range strings.Lines(policyTemplates) {
		if !strings.HasPrefix(line, name.value+" ") {
			continue
		}
		fields := strings.Fields(line)
		b := newBlock(name)
		resources := b.list()
		for resource := range strings.SplitSeq(fields[2], ",") {
			resources.items = append(resources.items, x.fill(name, resource, parameters))
		}
		statement := newBlock(name).text("Effect", "Allow").set("Action", b.texts(strings.Split(fields[1], ",")...)).set("Resource", resources)
		if len(fields) > 3 {
			operator, rest, _ := strings.Cut(fields[3], ":")
			key, value, _ := strings.Cut(rest, "=")
			test := newBlock(name).set(key, x.fill(name, value, parameters))
			statement.set("Condition", newBlock(name).set(operator, test.node()).node())
		}
		statements = append(statements, statement.node())
	}
	if statements == nil {
		x.stack.warn(name, "policy template %s is not known", name.value)
		return nil
	}
	return x.policyDocument(name, statements...)
}

// fill puts the parameters of a policy template into a text of it. What is one
// parameter alone stays the value that the user wrote.
func (x *expansion) fill(site *node, text string, parameters *node) *node {
	if name, ok := strings.CutPrefix(text, "${"); ok && strings.IndexByte(name, '}') == len(name)-1 {
		if _, value := parameters.entry(strings.TrimSuffix(name, "}")); value != nil {
			return value
		}
	}
	variables := site.derive(mappingNode)
	parameters.pairs(func(k, v *node) {
		if strings.Contains(text, "${"+k.value+"}") {
			variables.items = append(variables.items, k, v)
		}
	})
	if len(variables.items) == 0 {
		if strings.Contains(text, "${") {
			return site.deriveCall("Fn::Sub", site.deriveText(text))
		}
		return site.deriveText(text)
	}
	return site.deriveCall("Fn::Sub", site.derive(sequenceNode, site.deriveText(text), variables))
}
