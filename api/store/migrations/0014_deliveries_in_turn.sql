DROP INDEX `deliveries_waiting`;--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`webhook_id`,`next_attempt_at`,`message_id`) WHERE status = 'waiting';--> statement-breakpoint
ALTER TABLE `webhooks` ADD `silent` integer DEFAULT false NOT NULL;