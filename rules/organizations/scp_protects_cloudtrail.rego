# METADATA
# title: "Forbid changes to CloudTrail by SCP"
# description: "An attacker with administrator rights in a member account can switch off the record of what happens."
# related_resources:
#   - https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   severity: medium
#   category: least-privilege
#   kinds: [organizations.organization, organizations.policy, organizations.organizational_unit]
#   messages:
#     none: "No attached service control policy of {resource} denies changes to CloudTrail"
#     accounts: "{resource} denies changes to CloudTrail in single accounts only"
#   guidance:
#     - {doc: "002", section: "관리 및 거버넌스"}
#   limits: "Policies that are attached outside of this configuration are not seen."
#   fix:
#     text: "Attach a policy to the root that denies cloudtrail:StopLogging, DeleteTrail, UpdateTrail and PutEventSelectors."
#   ko:
#     title: "SCP로 CloudTrail 변경 막기"
#     description: "멤버 계정에서 관리자 권한을 얻은 공격자가 기록을 꺼 버릴 수 있습니다."
#     messages:
#       none: "CloudTrail 변경을 거부하는 서비스 제어 정책이 연결되지 않음: {resource}"
#       accounts: "일부 계정에서만 CloudTrail 변경을 거부함: {resource}"
#     fix: "cloudtrail:StopLogging, DeleteTrail, UpdateTrail, PutEventSelectors를 거부하는 정책을 루트에 연결합니다."
package rules.organizations.scp_protects_cloudtrail

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some organization in input.kinds["organizations.organization"]
	not _protected
	not _protected_accounts
	found := _resting(finding.variant(finding.at(organization, [], {}), "none"))
}

deny contains found if {
	some organization in input.kinds["organizations.organization"]
	not _protected
	_protected_accounts
	count(_units) > 0
	found := _resting(finding.severity(finding.variant(finding.at(organization, [], {}), "accounts"), "low"))
}

_units := object.get(input.kinds, "organizations.organizational_unit", [])

_controls := [control |
	some control in input.kinds["organizations.policy"]
	not value.differs(control.policy_type, "SERVICE_CONTROL_POLICY")
]

# A control protects with all four actions denied, wherever it is attached.
_attached contains target if {
	some control in _controls
	count(value.items(control.denies)) == 4
	some target in value.items(control.targets)
}

_protected if {
	some target in _attached
	is_string(target)
	not _account(target)
}

_protected_accounts if count(_attached) > 0

_account(target) if regex.match(`^[0-9]{12}$`, target)

_account(target) if input.by_address[target].kind == "organizations.account"

_resting(found) := object.union(found, {"rests_on": [{"resource": control.address, "path": [attribute], "deep": true} |
	some control in _controls
	some attribute in ["denies", "targets", "policy_type"]
]})
