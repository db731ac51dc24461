package mapping

import "github.com/plumb-iac/plumb/parser/graph"

// Kind is one canonical kind of resource: where it comes from and what is
// known of it.
type Kind struct {
	Name           string // service.thing: s3.bucket
	Doc            string // one sentence
	Terraform      []Source
	CloudFormation []Source
	No             string // why one of the languages has no source
	Folds          []Fold
	Attributes     []Attribute // in the order of the mapping file
}

// Source is a source type that a kind is made of.
type Source struct {
	Type string // aws_s3_bucket, AWS::S3::Bucket
	Data bool   // a Terraform data source
	// Embedded leads to the blocks that are nodes of their own, such as the
	// volumes of an instance; empty where the resource itself is the node.
	Embedded []Step
}

// Fold is a satellite: a resource that only configures another one, whose
// attributes are read as if they were written there.
type Fold struct {
	Type    string
	Parents []Path // what names the parent; the first that is present counts
}

// Attribute is one canonical attribute.
type Attribute struct {
	Name  string   // dotted where it nests: encryption.algorithm
	Steps []string // Name, split at its dots
	Doc   string
	Type  Type
	Of    Type     // element type of a List
	To    []string // kinds that a Ref leads to; empty for any

	Terraform      Reading
	CloudFormation Reading

	Collect bool        // all paths are gathered; else the first that is present counts
	Derived bool        // computed from the graph after normalization
	Values  []Word      // source words and what they mean
	Item    []Attribute // attributes of the elements of a List
	Decode  string      // function of package model that is applied to what was read
	When    []Default   // defaults that depend on other attributes; the first that applies
	Source  string      // the page that states the defaults
}

// Reading says how an attribute is read in one language.
type Reading struct {
	Paths   []Path
	Default *graph.Value // what AWS or the provider does when nothing is written; nil for nothing
	No      string       // why the language has no path
}

// In returns the reading of a language.
func (a *Attribute) In(language graph.Language) *Reading {
	if language == graph.CloudFormation {
		return &a.CloudFormation
	}
	return &a.Terraform
}

// In returns the sources of a language.
func (k *Kind) In(language graph.Language) []Source {
	if language == graph.CloudFormation {
		return k.CloudFormation
	}
	return k.Terraform
}

// Attribute returns the attribute with a dotted name, or nil.
func (k *Kind) Attribute(name string) *Attribute {
	for i := range k.Attributes {
		if k.Attributes[i].Name == name {
			return &k.Attributes[i]
		}
	}
	return nil
}

// Word translates one word of a source language.
type Word struct {
	From string
	To   *graph.Value
}

// Default is a default that holds only where other attributes have certain values.
type Default struct {
	In    graph.Language // empty for both
	Tests []Test         // all must hold
	Value *graph.Value
}

// Test is a condition on another canonical attribute of the same node or element.
type Test struct {
	Steps   []string
	Present bool     // holds where anything is written
	Absent  bool     // holds where nothing is written
	Values  []string // holds where the value is one of them; a final * stands for any ending
}
