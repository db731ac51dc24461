# METADATA
# title: "Do not open the domain policy to everyone"
# description: "Everyone who reaches the domain can read, change and delete its indexes."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
# custom:
#   severity: critical
#   category: least-privilege
#   kinds: [opensearch.domain_policy, opensearch.domain]
#   message: "{resource} lets everyone use the domain"
#   guidance:
#     - {doc: "000", section: "IAM - Permissions"}
#   fix:
#     text: "Name the roles that may use the domain, or put it into a VPC with fine-grained access control."
#   ko:
#     title: "OpenSearch 접근 정책을 모두에게 열지 않기"
#     description: "도메인에 닿을 수 있는 누구나 인덱스를 읽고 바꾸고 지울 수 있습니다."
#     message: "누구나 도메인을 사용할 수 있음: {resource}"
#     fix: "도메인을 사용할 역할을 지정하거나, 세분화된 접근 제어를 켜고 VPC 안에 둡니다."
package rules.opensearch.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "opensearch.domain", "opensearch.domain_policy")
	some access in policy.public(holder)
	found := _graded(policy.at(holder, "policy", access, {}), holder)
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "opensearch.domain", "opensearch.domain_policy")
	not _guarded(holder)
	some found in policy.undecided(holder, "policy", "access", "public")
}

_domain(holder) := holder if holder.kind == "opensearch.domain"

_domain(holder) := input.by_address[holder.domain] if holder.kind == "opensearch.domain_policy"

_subnets(domain) := value.items(object.get(domain, "subnets", []))

# Within a VPC, fine-grained access control asks for a user.
_guarded(holder) if {
	domain := _domain(holder)
	domain.fine_grained_access == true
	_subnets(domain) != []
}

_graded(found, holder) := found if not _domain(holder)

_graded(found, holder) := finding.rests_on(found, domain, ["subnets"]) if {
	domain := _domain(holder)
	_subnets(domain) == []
}

_graded(found, holder) := finding.severity(finding.rests_on(found, domain, ["fine_grained_access"]), "medium") if {
	domain := _domain(holder)
	_subnets(domain) != []
	not _guarded(holder)
}
