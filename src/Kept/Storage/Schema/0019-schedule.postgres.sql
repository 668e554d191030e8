-- oldest program: 1
-- The schedule that nodes share, as Quartz.NET 4 wants its tables (WorkSchedule).

CREATE TABLE schedule_job_details (
  sched_name text NOT NULL,
  job_name text NOT NULL,
  job_group text NOT NULL,
  description text,
  job_class_name text NOT NULL,
  is_durable boolean NOT NULL,
  is_nonconcurrent boolean NOT NULL,
  is_update_data boolean NOT NULL,
  requests_recovery boolean NOT NULL,
  job_data bytea,
  PRIMARY KEY (sched_name, job_name, job_group)
);

CREATE TABLE schedule_triggers (
  sched_name text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  job_name text NOT NULL,
  job_group text NOT NULL,
  description text,
  next_fire_time bigint,
  prev_fire_time bigint,
  priority integer,
  trigger_state text NOT NULL,
  trigger_type text NOT NULL,
  start_time bigint NOT NULL,
  end_time bigint,
  calendar_name text,
  misfire_instr smallint,
  misfire_orig_fire_time bigint,
  execution_group text,
  preferred_node text,
  preferred_node_auto boolean NOT NULL DEFAULT false,
  retry_policy text,
  retry_attempt integer,
  continues_trigger_name text,
  continues_trigger_group text,
  continuation_condition integer,
  overlap_policy integer,
  pause_reason text,
  paused_by text,
  paused_at bigint,
  misfire_threshold bigint,
  fixed_delay boolean,
  job_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, job_name, job_group) REFERENCES schedule_job_details (sched_name, job_name, job_group)
);

CREATE TABLE schedule_simple_triggers (
  sched_name text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  repeat_count bigint NOT NULL,
  repeat_interval bigint NOT NULL,
  times_triggered bigint NOT NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES schedule_triggers (sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE schedule_cron_triggers (
  sched_name text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  cron_expression text NOT NULL,
  time_zone_id text,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES schedule_triggers (sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE schedule_simprop_triggers (
  sched_name text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  str_prop_1 text,
  str_prop_2 text,
  str_prop_3 text,
  int_prop_1 integer,
  int_prop_2 integer,
  long_prop_1 bigint,
  long_prop_2 bigint,
  dec_prop_1 numeric,
  dec_prop_2 numeric,
  bool_prop_1 boolean,
  bool_prop_2 boolean,
  time_zone_id text,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES schedule_triggers (sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE schedule_blob_triggers (
  sched_name text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  blob_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES schedule_triggers (sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

CREATE TABLE schedule_calendars (
  sched_name text NOT NULL,
  calendar_name text NOT NULL,
  calendar bytea NOT NULL,
  PRIMARY KEY (sched_name, calendar_name)
);

CREATE TABLE schedule_paused_trigger_grps (
  sched_name text NOT NULL,
  trigger_group text NOT NULL,
  pause_reason text,
  paused_by text,
  paused_at bigint,
  PRIMARY KEY (sched_name, trigger_group)
);

CREATE TABLE schedule_paused_job_grps (
  sched_name text NOT NULL,
  job_group text NOT NULL,
  pause_reason text,
  paused_by text,
  paused_at bigint,
  PRIMARY KEY (sched_name, job_group)
);

CREATE TABLE schedule_fired_triggers (
  sched_name text NOT NULL,
  entry_id text NOT NULL,
  trigger_name text NOT NULL,
  trigger_group text NOT NULL,
  instance_name text NOT NULL,
  fired_time bigint NOT NULL,
  sched_time bigint NOT NULL,
  priority integer NOT NULL,
  state text NOT NULL,
  job_name text,
  job_group text,
  is_nonconcurrent boolean NOT NULL,
  requests_recovery boolean,
  execution_group text,
  progress integer,
  progress_message text,
  interrupt_requested_time bigint,
  PRIMARY KEY (sched_name, entry_id)
);

CREATE TABLE schedule_scheduler_state (
  sched_name text NOT NULL,
  instance_name text NOT NULL,
  last_checkin_time bigint NOT NULL,
  checkin_interval bigint NOT NULL,
  quartz_version text,
  PRIMARY KEY (sched_name, instance_name)
);

CREATE TABLE schedule_locks (
  sched_name text NOT NULL,
  lock_name text NOT NULL,
  PRIMARY KEY (sched_name, lock_name)
);

CREATE INDEX idx_schedule_j_g_n ON schedule_job_details (sched_name, job_group, job_name);

CREATE INDEX idx_schedule_t_j ON schedule_triggers (sched_name, job_name, job_group);

CREATE INDEX idx_schedule_t_g_n ON schedule_triggers (sched_name, trigger_group, trigger_name);

CREATE INDEX idx_schedule_t_c ON schedule_triggers (sched_name, calendar_name);

CREATE INDEX idx_schedule_t_nft_st ON schedule_triggers (sched_name, trigger_state, next_fire_time asc, priority desc, misfire_instr);

CREATE INDEX idx_schedule_ft_inst_job_req_rcvry ON schedule_fired_triggers (sched_name, instance_name, requests_recovery);

CREATE INDEX idx_schedule_ft_j_g ON schedule_fired_triggers (sched_name, job_name, job_group);

CREATE INDEX idx_schedule_ft_t_g ON schedule_fired_triggers (sched_name, trigger_name, trigger_group);
