//! The one list of all cases. Tests are made of it, and a test counts that none was forgotten.

use futures::future::LocalBoxFuture;

use crate::Medium;

/// One promise, to be put to the proof on a medium of its own.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its name, after that of its chapter: `atomicity::a_batch_is_applied_whole`.
    pub name: &'static str,
    /// Proves it; panics if it does not hold.
    pub run: for<'m> fn(&'m dyn Medium) -> LocalBoxFuture<'m, ()>,
}

macro_rules! chapters {
    ($($(#[$doc:meta])* $chapter:ident)*) => {$(
        $(#[$doc])*
        #[expect(missing_docs, reason = "the name of a case is the promise it holds")]
        pub mod $chapter;
    )*};
}

/// Makes a test of every case, each on a medium of its own, which the expression, called without
/// arguments, makes: `suite!(Mine::new);`.
#[macro_export]
macro_rules! suite {
    ($new:expr) => {
        $crate::__cases! { tests $new }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __expand {
    (tests $new:expr; $($chapter:ident { $($case:ident)* })*) => {$(
        mod $chapter {
            #[allow(unused_imports, reason = "the expression may be a whole path")]
            use super::*;
            $(
                #[test]
                fn $case() {
                    let medium = ($new)();
                    $crate::Medium::run(&medium, Box::pin($crate::$chapter::$case(&medium)));
                }
            )*
        }
    )*};
    (list; $($chapter:ident { $($case:ident)* })*) => {
        &[$($($crate::Case {
            name: concat!(stringify!($chapter), "::", stringify!($case)),
            run: |medium| Box::pin($crate::$chapter::$case(medium)),
        },)*)*]
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __cases {
    ($($mode:tt)*) => {
        $crate::__expand! { $($mode)*;
            atomicity {
                a_batch_is_applied_whole
                a_stale_version_leaves_nothing
                a_duplicate_leaves_nothing
                a_refused_quota_leaves_nothing
                a_moved_tally_leaves_nothing
                a_taken_name_leaves_nothing
                a_taken_name_at_the_front_leaves_nothing
                the_first_guard_that_fails_decides
                guards_are_checked_before_anything_is_written
                writes_are_applied_in_their_order
                a_reader_never_sees_half_a_batch
            }
            versions {
                records_of_all_kinds_are_kept_apart
                a_version_rises_by_one
                a_stale_version_conflicts
                nothing_is_created_twice
                a_record_that_is_not_there_has_version_zero
                an_erased_record_is_gone_and_may_come_again
                a_version_that_is_only_looked_at_stays
                of_many_writers_one_wins
                no_update_is_lost
                a_bystander_does_not_conflict
            }
            once {
                a_duplicate_gives_the_first_receipt
                a_receipt_survives_being_closed
                a_receipt_can_be_read
                receipts_are_listed_by_their_key
                of_many_callers_one_does_it_and_all_get_its_receipt
                keys_of_receipts_and_of_quotas_are_apart
                a_receipt_is_kept_for_thirty_days
            }
            quotas {
                a_quota_ends_at_its_limit
                a_quota_of_nothing_is_used_up
                a_quota_is_exact_among_many_callers
                a_window_begins_at_a_multiple_of_its_length
                windows_of_other_lengths_are_counted_apart
                keys_are_counted_apart
                what_is_not_applied_is_not_counted
                what_is_counted_survives_being_closed
                upkeep_forgets_no_window_that_lasts
            }
            sets {
                who_joins_twice_counts_once
                who_leaves_counts_no_more
                who_comes_again_is_the_last
                sets_and_complaints_are_kept_apart
                a_member_keeps_her_day_and_her_words
                a_thousand_hands_in_one_set_are_counted
                votes_and_an_officer_never_conflict
                a_vote_moves_no_version
                one_voter_many_times_at_once_counts_once
                a_tally_is_its_rows_after_any_turmoil
                a_tally_that_is_leaned_on_holds
            }
            names {
                a_name_finds_its_record
                a_name_is_read_with_its_record
                names_are_replaced_with_their_record
                a_name_goes_with_its_record
                a_name_that_is_taken_conflicts
                a_name_moves_within_a_batch
                two_records_of_one_batch_cannot_share_a_name
                of_many_who_want_a_name_one_gets_it
            }
            lists {
                an_empty_filter_lists_all_the_last_filed_first
                stages_are_filtered
                categories_are_filtered
                departments_are_filtered
                owners_and_reporters_are_filtered
                the_public_sees_what_is_published
                complaints_since_a_time_are_filtered
                every_part_of_a_filter_narrows
                near_means_metres_over_ground
                the_nearest_deadline_is_listed_first
                what_is_due_before_a_time_is_filtered_in_either_order
                a_changed_complaint_moves_between_lists
                an_erased_complaint_is_in_no_list
                a_complaint_is_listed_with_its_tally
                complaints_as_records_are_the_newest_backwards
                records_of_a_kind_are_listed_by_id
            }
            ranks {
                the_most_supported_are_listed_first
                a_vote_moves_what_it_is_for_and_nothing_else_does
                votes_outlive_what_changes_or_comes_again
                every_filter_narrows_what_is_ranked
                pages_of_what_is_ranked_go_on_while_complaints_come_and_go
            }
            words {
                the_public_and_the_staff_find_their_own_words
                all_words_have_to_be_there
                narrowing_removes_the_words_at_once
                edited_words_replace_those_before
                an_erased_complaint_is_not_found
                words_and_other_filters_narrow_together
                a_word_is_found_whole_and_as_it_is
            }
            pages {
                pages_put_together_are_the_list
                the_last_page_says_so
                things_added_first_are_listed_first
                a_page_is_never_longer_than_the_longest
                pages_of_the_newest_are_stable
                pages_of_the_due_are_stable
                pages_of_the_oldest_are_stable
                pages_of_members_are_stable
                a_place_in_a_list_survives_being_closed
                a_nanosecond_makes_an_order
                a_place_nobody_made_is_no_panic
            }
            fidelity {
                every_script_survives
                a_body_is_bytes
                a_long_body_survives
                every_facet_survives
                every_stage_survives
                times_keep_their_precision
            }
            lanes {
                a_lane_keeps_its_order
                what_is_not_due_waits
                a_lease_excludes_until_it_ends
                a_lease_of_one_lane_is_none_of_another
                a_released_lane_rests_until_its_time
                a_rest_survives_being_closed
                queues_have_lanes_of_their_own
                a_claim_takes_no_more_than_it_asks_for
                who_waited_longest_is_served_first
                of_many_workers_one_gets_a_lane
                workers_together_do_everything_once_and_in_order
            }
            queues {
                a_finished_row_is_gone
                a_row_can_be_looked_at
                tries_are_counted_in_the_version
                of_many_who_finish_a_row_one_did
                a_buried_row_is_out_of_its_lane_and_listed
                a_buried_row_can_be_replayed
                a_newer_row_replaces_an_older
                only_the_same_key_of_the_same_lane_is_replaced
                a_buried_row_is_not_replaced
                what_waits_is_listed_lane_by_lane
                figures_tell_what_waits
            }
            log {
                positions_are_one_two_three
                an_entry_is_kept_to_the_byte
                what_was_not_applied_leaves_no_gap
                the_log_is_read_in_pieces
                a_follower_misses_nothing_that_was_committed_late
                a_complaint_has_its_history
                history_outlives_its_complaint
                who_is_behind_is_told_at_once
                who_waits_is_woken
                committers_together_get_positions_of_their_own
            }
            learned {
                nothing_is_known_at_first
                words_are_counted_by_category
                only_what_is_asked_for_is_told
                what_was_wrong_is_taken_back
                nothing_falls_below_zero
                many_learn_at_once
                what_is_known_is_listed_by_word_and_category
                a_word_said_twice_counts_twice
            }
            jurisdictions {
                what_one_city_does_another_does_not_see
                two_cities_do_the_same_and_do_not_meet
                names_belong_to_records_of_one_city
                receipts_and_quotas_are_of_one_city
                lanes_are_of_one_city
                each_city_has_its_log
                pages_show_one_city_only
                whole_lists_are_of_one_city
                the_housework_of_one_city_is_not_that_of_another
                cities_work_side_by_side
            }
            limits {
                a_batch_that_leans_on_nothing_is_refused
                a_batch_is_as_long_as_its_limit_and_no_longer
                a_write_without_its_guard_is_refused
            }
            durability {
                everything_survives_being_closed
                each_kind_of_write_survives_being_closed
                what_was_refused_does_not_come_back
                order_goes_on_where_it_ended
                what_threads_were_told_is_there_after_closing
            }
            sealed {
                a_copy_names_nobody
                the_bytes_are_those_of_the_medium
                a_copy_holds_no_code_and_no_key
                a_plain_hash_would_hide_nothing_and_is_not_there
            }
        }
    };
}

/// Every case there is.
pub const CASES: &[Case] = __cases!(list);

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::CASES;

    #[test]
    fn no_case_is_forgotten() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut written = Vec::new();
        for file in fs::read_dir(src).unwrap() {
            let path = file.unwrap().path();
            let chapter = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap_or_default();
            let cases = text.lines().filter_map(|line| line.strip_prefix("pub async fn "));
            let name = |line: &str| format!("{chapter}::{}", line.split('(').next().unwrap());
            written.extend(cases.map(name));
        }
        let mut listed: Vec<_> = CASES.iter().map(|case| case.name.to_owned()).collect();
        written.sort_unstable();
        listed.sort_unstable();
        assert_eq!(written, listed);
    }
}
