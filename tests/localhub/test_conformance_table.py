"""Every function of the library's API that is for this Hub, and the test that proves it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from helpers.library import Library

ELSEWHERE = ("bucket", "inference", "job", "kernel", "paper", "sandbox")  # not offered by the practice Hub

PROOFS = {
    "access": {
        "test_the_library_decides_about_requests": (
            "accept_access_request auth_check cancel_access_request grant_access "
            "list_accepted_access_requests list_pending_access_requests list_rejected_access_requests "
            "reject_access_request"
        ),
    },
    "collections": {
        "test_items": "add_collection_item delete_collection_item update_collection_item",
        "test_create": "create_collection",
        "test_delete": "delete_collection",
        "test_update": "get_collection",
        "test_lists": "list_collections",
        "test_refusals": "update_collection_metadata update_collection_resource_group",
    },
    "conformance": {
        "test_operations_of_every_sort_in_one_commit": "create_commit preupload_lfs_files",
        "test_patterns_of_files_go_away": "delete_files",
        "test_what_there_is": "file_exists get_dataset_tags repo_exists repo_info",
        "test_names_that_are_given": "get_full_repo_name",
        "test_metadata_of_one_file": "get_hf_file_metadata upload_file",
        "test_what_belongs_to_the_public_hub_alone": "list_dataset_parquet_files",
        "test_a_header_of_safetensors_is_read_alone": "parse_safetensors_file_metadata",
        "test_a_revision_is_resolved_once": "resolve_revision",
        "test_branches_of_any_name": "revision_exists",
        "test_work_in_the_background": "run_as_future",
        "test_many_files_at_once": "snapshot_download upload_folder",
    },
    "discussions": {
        "test_the_library_renames_closes_and_reopens": "change_discussion_status rename_discussion",
        "test_the_library_comments_edits_and_hides": (
            "comment_discussion edit_discussion_comment hide_discussion_comment"
        ),
        "test_the_library_opens_reads_and_lists_them": (
            "create_discussion get_discussion_details get_repo_discussions"
        ),
        "test_files_are_attached": "upload_attachment",
    },
    "info": {
        "test_storage_counts_what_history_has": "delete_file",
    },
    "lfs_files": {
        "test_files_are_copied_to_another_repository": "copy_files",
        "test_all_that_was_ever_committed_is_listed": "list_lfs_files",
    },
    "library": {
        "test_refusals_are_the_right_exceptions": "create_repo hf_hub_download",
        "test_model_info": "dataset_info model_info space_info",
        "test_a_repository_from_beginning_to_end": "delete_folder list_repo_files",
        "test_lists": "get_model_tags list_datasets list_models list_spaces",
        "test_downloads_pass_the_check": "get_safetensors_metadata verify_repo_checksums",
        "test_tree_refs_and_commits": "list_repo_commits list_repo_refs",
    },
    "people": {
        "test_profiles_by_the_library": "get_organization_overview get_user_overview",
        "test_members_and_followers_by_the_library": (
            "list_organization_followers list_organization_members list_user_followers list_user_following"
        ),
        "test_storage_of_repositories": "list_user_repos",
        "test_whoami_tells_the_role": "whoami",
    },
    "pull_requests": {
        "test_from_draft_to_merged_with_the_library": "create_pull_request merge_pull_request",
    },
    "refs": {
        "test_branches_begin_anywhere": "create_branch delete_branch",
        "test_tags": "create_tag delete_tag",
        "test_squash_makes_one_commit": "super_squash_history",
    },
    "repositories": {
        "test_a_deleted_repository_leaves_nothing": "delete_repo",
        "test_a_duplicate_has_all_commits": "duplicate_repo",
        "test_a_renamed_repository_answers_to_its_old_name": "move_repo",
        "test_settings": "update_repo_settings",
        "test_a_duplicate_of_a_space": "wait_for_space",
    },
    "shards": {
        "test_both_ways_give_the_same": "get_sharded_safetensors_metadata",
    },
    "social": {
        "test_refusals": "get_dataset_leaderboard",
        "test_what_is_liked_from_the_beginning": "list_liked_repos",
        "test_private_likes_are_nobodys_business": "list_repo_likers",
        "test_liking_and_unliking": "unlike",
    },
    "spaces_api": {
        "test_secrets_are_never_told": "add_space_secret delete_space_secret get_space_secrets",
        "test_variables": "add_space_variable delete_space_variable",
        "test_volumes": "delete_space_volumes set_space_volumes",
        "test_who_pays_gets_hardware_and_dev_mode": "disable_space_dev_mode enable_space_dev_mode",
        "test_logs": "fetch_space_logs",
        "test_a_space_is_built_when_it_gets_a_program": "get_space_runtime",
        "test_new_spaces_begin_with_their_options": "get_space_variables",
        "test_hardware": "get_zero_gpu_quota list_spaces_hardware request_space_hardware set_space_sleep_time",
        "test_templates": "list_space_templates",
        "test_pause_and_restart": "pause_space restart_space",
        "test_the_search_shows_the_same_stage": "search_spaces",
    },
    "tree_api": {
        "test_what_is_said_of_files": "get_paths_info list_repo_tree",
    },
    "webhooks": {
        "test_a_webhook_from_beginning_to_end": (
            "create_webhook delete_webhook disable_webhook enable_webhook get_webhook update_webhook"
        ),
        "test_webhooks_belong_to_one_person": "list_webhooks",
    },
    "xet": {
        "test_what_was_deleted_for_good_may_come_again": "permanently_delete_lfs_files",
    },
}


def test_every_function_is_proven(library: Library) -> None:
    public = library("[name for name in dir(HfApi) if name[0] != '_' and callable(getattr(HfApi, name))]")
    offered = {name for name in public if not any(word in name for word in ELSEWHERE)}
    proven = [name for tests in PROOFS.values() for names in tests.values() for name in names.split()]
    assert sorted(proven) == sorted(offered)


@pytest.mark.parametrize("subject", PROOFS)
def test_the_proofs_use_what_they_prove(subject: str) -> None:
    text = Path(__file__).with_name(f"test_{subject}.py").read_text(encoding="utf-8")
    body = ast.parse(text).body
    found = {each.name: each for each in body if isinstance(each, ast.FunctionDef)}
    constants = [each for each in body if isinstance(each, ast.Assign)]
    for test, names in PROOFS[subject].items():
        source = ast.unparse(found[test])
        source += "\n".join(ast.unparse(each) for each in constants if ast.unparse(each.targets[0]) in source)
        assert [name for name in names.split() if not re.search(rf"\.{name}\b", source)] == []
