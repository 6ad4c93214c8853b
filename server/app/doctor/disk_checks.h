// What is to be said of the data directory and the disk below it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/app/doctor/disk_readings.h"
#include "server/app/finding.h"

namespace atelier::app {

// `data`: the directory as configured. Can be written, by the server alone.
Finding check_data_directory(const DiskReadings& disk, const std::string& data);
// Keeps what is written to it: neither memory, nor over a network, nor a container's own layer.
Finding check_file_system(const DiskReadings& disk);
// Room for what a day brings.
Finding check_free_space(const DiskReadings& disk);
// "Kept" comes soon enough.
Finding check_sync_time(const DiskReadings& disk);

}  // namespace atelier::app
